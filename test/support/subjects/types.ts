/** What a subject of the contract is: one operation, and what it owes. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Portal, PortalOptions, RecordedCall } from '../../portal';

/** One operation, with items that can be carried out and one that cannot. */
export interface Subject {
	form: INodeParameters;
	portal?: PortalOptions;
	/** What happened to the portal beforehand. */
	before?: (portal: Portal) => void;
	/** Each with what comes out of it; outputs of several items must not be equal, so that crossed links show. */
	items: Array<[json: IDataObject, outputs: IDataObject[]]>;
	/** Undefined for an operation that has nothing an item could say wrongly. */
	bad?: { json: IDataObject; message: string };
	/** Calls so far that changed something; undefined for an operation that reads. */
	changes?: (portal: Portal) => RecordedCall[];
	/** Whether the changes have been made, as stored in the portal. */
	isDone?: (portal: Portal) => boolean;
	preview?: {
		/** How it is asked for; default: the option "Preview". */
		asked?: INodeParameters;
		/** Outputs, where they are not those of the run with `preview: true`. */
		outputs?: IDataObject[];
	};
}

/** Subjects by the value of their operation. */
export type Subjects = Record<string, Subject>;
