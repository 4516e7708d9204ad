/** How a parameter shows what it does. */
import type { IBinaryKeyData, IDataObject, INodeParameters } from 'n8n-workflow';

import type { Portal, PortalOptions } from '../../portal';

/** One parameter of one operation: what it is given, and around it what lets that be seen. */
export interface Row {
	/** Each must come to something else. Default: every choice of the form, both positions of a switch. */
	values?: unknown[];
	/** Of a locator: one thing, named in each of its modes. */
	modes?: Readonly<Record<string, unknown>>;
	/** What else the form says, with the parameter and without it; added to the form of the operation's subject. */
	form?: INodeParameters;
	/** Default: the first item of the subject. */
	items?: IDataObject[];
	binary?: IBinaryKeyData;
	portal?: PortalOptions;
	/** What happened to the portal beforehand. */
	before?: (portal: Portal) => void;
	/** Filled in by a language model: parameters that only tools have. */
	isTool?: boolean;
	/** What the node says in the place of doing it. */
	refused?: { without?: RegExp; with?: RegExp };
}

/** Rows by path. */
export type Rows = Readonly<Record<string, Row>>;

/** Of a resource: rows by operation. */
export type RowsOf = Readonly<Record<string, Rows>>;
