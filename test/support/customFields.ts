/** What specs of custom fields share. */
import { callsOf } from './portal';
import type { CustomField, Portal, RecordedCall } from '../portal';

/** The parameter `field` by one of its modes. */
export function fieldBy(mode: 'list' | 'id' | 'code', value: unknown) {
	return { __rl: true, mode, value: value as string };
}

/** Forms of the operations; which field is meant is read from `field`. */
export function form(operation: string, more: Record<string, unknown> = {}) {
	return {
		resource: 'customField',
		operation,
		field: fieldBy('code', '={{ $json.field }}'),
		...(more as Record<string, string>),
	};
}

/** One definition as stored; undefined when there is none. */
export function storedField(portal: Portal, code: string): CustomField | undefined {
	return portal.customFields.find(({ FIELD_NAME }) => FIELD_NAME === code);
}

/** Labels of the values of a list field as stored. */
export function storedValues(portal: Portal, code: string): string[] | undefined {
	return storedField(portal, code)?.LIST?.map(({ VALUE }) => VALUE);
}

/** All calls so far that change definitions. */
export function fieldChangesOf(portal: Portal): RecordedCall[] {
	return ['add', 'update', 'delete'].flatMap((name) => callsOf(portal, `user.userfield.${name}`));
}
