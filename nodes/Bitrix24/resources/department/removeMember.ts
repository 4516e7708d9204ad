import { InputError } from '../../values/errors';
import { memberOperation } from './members';

export const removeMember = memberOperation(
	{
		value: 'removeMember',
		name: 'Remove Member',
		action: 'Remove member from department',
		description: 'Take a person out of a department; the others stay',
	},
	({ id, path }) => ({
		of(departments, { label }) {
			const left = departments.filter((one) => one !== id);
			if (departments.length > 0 && left.length === 0) {
				throw new InputError(
					`${label} is in no other department than "${path}"`,
					'Everybody in the company needs one. Use "Move Member" and say where they go, or "Dismiss" users who have left.',
				);
			}
			return left;
		},
	}),
);
