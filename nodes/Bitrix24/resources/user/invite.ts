import {
	optionsCollection,
	previewOption,
	readPreview,
	returnUserOption,
} from '../../form/options';
import { change } from '../../plan/plans';
import type { ItemOperation } from '../../plan/types';
import { hintReadBack } from './edit';
import {
	invitation,
	invitationParams,
	messageOption,
	readEmail,
	readPlace,
} from './form/invitation';
import { fieldsMapper, readFields } from './form/mapper';
import { RAW_VIEW } from './form/output';
import { attachments, photoOption } from './form/photo';
import { readWriteOptions } from './form/writeOptions';
import { invitationOf, taken } from './invitations';
import { IDENTITY, personByEmail } from './people';

export const invite: ItemOperation = {
	value: 'invite',
	name: 'Invite',
	action: 'Invite user',
	description: 'Invite a new employee or extranet user by e-mail',
	builderHint: 'For tables that may hold people who are there already, use "upsert".',
	writes: true,
	properties: [
		...invitation({
			email: 'Where the invitation goes; the person signs in with it',
			departments: 'An employee needs at least one department',
			workgroups: 'An extranet user needs at least one workgroup',
		}),
		fieldsMapper('getInviteFields'),
		optionsCollection([messageOption, photoOption, previewOption, returnUserOption]),
	],
	async prepare(item) {
		const address = readEmail(item);
		const { message, photo, returnUser } = readWriteOptions(item);
		const mapped = await readFields(item, 'invite');
		const place = await readPlace(item);
		const params = invitationParams(item, address, place, mapped.params, message);
		const attach = attachments(item, mapped, photo);
		const ref = personByEmail(address);
		return change(
			[ref],
			(known) => {
				const row = known.row(ref);
				if (row) throw taken(address, row);
				return invitationOf(address, params, {
					attach,
					check: returnUser ? RAW_VIEW : undefined,
					foresee: () => ({ ID: null, EMAIL: address }),
					finish(done) {
						hintReadBack(item, {}, done, { returnUser });
						return { ...done.row, ID: done.id };
					},
				});
			},
			{ select: IDENTITY, creates: [ref], preview: readPreview(item) },
		);
	},
};
