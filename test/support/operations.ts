/** What the node offers, read from the form of the package as it is packed. */
import type { INodeProperties } from 'n8n-workflow';

import { loadPackage } from '../harness';

export interface Offered {
	/** `department.create`. */
	name: string;
	resource: string;
	operation: string;
}

async function form(): Promise<INodeProperties[]> {
	const { descriptions } = await loadPackage();
	return descriptions.find(({ name }) => name === 'bitrix24')?.properties ?? [];
}

/** Every operation of every resource. */
export async function operations(): Promise<Offered[]> {
	return (await form())
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options }) => {
			const resource = String(displayOptions?.show?.resource?.[0]);
			return (options ?? []).flatMap((option) => {
				if (!('value' in option)) return [];
				const operation = String(option.value);
				return [{ name: `${resource}.${operation}`, resource, operation }];
			});
		});
}

/** Operations with a parameter or an option of this name. */
export async function operationsWith(parameter: string): Promise<Offered[]> {
	const having = (await form()).filter(
		({ name, options }) =>
			name === parameter || (name === 'options' && options?.some((one) => one.name === parameter)),
	);
	return (await operations()).filter(({ resource, operation }) =>
		having.some(({ displayOptions: { show = {} } = {} }) => {
			const isMeant = (name: string, value: string) => show[name]?.includes(value) ?? true;
			return isMeant('resource', resource) && isMeant('operation', operation);
		}),
	);
}
