import type { IDataObject } from 'n8n-workflow';

import { optionsCollection, previewOption, readPreview } from '../../form/options';
import { person, readPerson } from '../../form/person';
import { NotConfirmed } from '../../plan/errors';
import { change } from '../../plan/plans';
import type { Change, Done, HandOn, ItemOperation } from '../../plan/types';
import { isDismissed, namedGroup, type Named, namedPerson, PERSON_FIELDS } from './encounter';
import { readWorkgroup, workgroupLocator } from './form';
import { WORKGROUP } from './groups';
import { isOwner, refuseDismissed, refuseOutsider } from './rules';

export const setOwner: ItemOperation = {
	value: 'setOwner',
	name: 'Set Owner',
	action: 'Set owner of workgroup',
	description: 'Pass a workgroup on to another person, and see that it has arrived',
	writes: true,
	properties: [workgroupLocator, ...person, optionsCollection([previewOption])],
	prepare(item) {
		const refs = { group: readWorkgroup(item), person: readPerson(item) };
		const preview = readPreview(item);
		return change(
			Object.values(refs),
			(known) => taskOf(namedGroup(known, refs.group), namedPerson(known, refs.person), preview),
			{ select: PERSON_FIELDS, preview },
		);
	},
};

function taskOf(group: Named, person: Named, preview: boolean): Change | HandOn {
	const output = (changed: boolean): IDataObject => ({
		workgroup: String(group.id),
		user: String(person.id),
		role: 'owner',
		changed,
	});
	if (isOwner({ group, person })) {
		return { do: 'handOn', rows: [{ ...output(false), ...(preview && { preview }) }], view: {} };
	}
	refuseDismissed(
		{ person, isDismissed: isDismissed(person.row) },
		'Owners are active people. Reinstate the person first.',
	);
	refuseOutsider(
		{ group, person },
		'Owning it would make the workgroup external for good. If that is meant, add the person first with Add Member and its option "Allow External".',
	);
	return {
		do: 'change',
		method: 'sonet_group.setowner',
		params: { GROUP_ID: group.id, USER_ID: person.id },
		about: group.label,
		safety: 'idempotent',
		id: group.id,
		check: { of: group.id, resource: WORKGROUP, decides: true },
		foresee: () => output(true),
		finish(done) {
			refuseUnseen(group, person, done);
			return output(true);
		},
	};
}

/** @throws {NotConfirmed} unless the portal shows the new owner */
function refuseUnseen(group: Named, person: Named, { row, unread }: Done): void {
	if (!row) {
		throw new NotConfirmed(
			`The portal took the change of the ${group.label}, but it could not be confirmed`,
			unread
				? `The workgroup could not be read back: ${unread.message}. Look at its owner in the portal.`
				: 'The credential cannot see this workgroup any more. Look at its owner in the portal.',
		);
	}
	if (isOwner({ group: { ...group, row }, person })) return;
	throw new NotConfirmed(
		`The portal took the change, but the ${group.label} still belongs to the person with ID ${String(row.OWNER_ID)}`,
		`Check that ${person.label} may own workgroups, and set the owner in the portal.`,
	);
}
