import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { authentication, credentials, readAuthentication } from './form/authentication';
import { builderHint } from './form/builderHint';
import { hints } from './form/hints';
import { listSearches } from './editor/listSearch';
import * as loadOptions from './editor/loadOptions';
import * as resourceMapping from './editor/resourceMapping';
import { run } from './engine/run';
import { readMaxWait } from './form/options';
import { formProperties, operationProperties, resourceProperty, resources } from './resources';

export class Bitrix24 implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bitrix24',
		name: 'bitrix24',
		icon: { light: 'file:bitrix24.svg', dark: 'file:bitrix24.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Invite, update, find and dismiss the users of a Bitrix24 portal',
		defaults: { name: 'Bitrix24' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		hints,
		builderHint,
		properties: [authentication, resourceProperty, ...operationProperties, ...formProperties],
	};

	methods = { loadOptions, listSearch: listSearches(resources), resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run(this, { resources, authentication: readAuthentication, maxWait: readMaxWait });
	}
}
