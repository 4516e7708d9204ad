import { attachments, photoOption } from './form/photo';
import { invitation, invitationParams, messageOption, readEmail } from './form/invitation';
import { fieldsMapper, readFields } from './form/mapper';
import { RAW_VIEW } from './form/output';
import { optionsCollection, readWriteOptions, returnUserOption } from '../../form/options';
import { hintReadBack } from './edit';
import type { Operation } from '../../plan/types';

export const invite: Operation = {
	value: 'invite',
	name: 'Invite',
	action: 'Invite user',
	description: 'Invite a new employee or extranet user by e-mail',
	changes: true,
	properties: [
		...invitation({
			email: 'Where the invitation goes; the person signs in with it',
			departments: 'An employee needs at least one department',
			workgroups: 'An extranet user needs at least one workgroup',
		}),
		fieldsMapper('getInviteFields'),
		optionsCollection([messageOption, photoOption, returnUserOption]),
	],
	async prepare(item) {
		const address = readEmail(item);
		const { message, photo, returnUser } = readWriteOptions(item);
		const mapped = await readFields(item, 'invite');
		const params = invitationParams(item, address, mapped.params, message);
		return {
			kind: 'write',
			invite: () => params,
			attach: attachments(item, mapped, photo),
			readBack: returnUser ? RAW_VIEW : undefined,
			finish(done) {
				hintReadBack(item, {}, done, { returnUser });
				return { ...done.user, ID: done.id };
			},
		};
	},
};
