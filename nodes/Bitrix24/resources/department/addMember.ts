import { demandEmployee } from './membership';
import { memberOperation } from './members';

export const addMember = memberOperation(
	{
		value: 'addMember',
		name: 'Add Member',
		action: 'Add member to department',
		description: 'Put a person into one more department; the others stay',
	},
	({ id }) => ({
		of(departments, person) {
			demandEmployee(person);
			return departments.includes(id) ? [...departments] : [...departments, id];
		},
	}),
);
