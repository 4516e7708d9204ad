import { activityOperation } from './activity';

export const reinstate = activityOperation(true, {
	value: 'reinstate',
	name: 'Reinstate',
	action: 'Reinstate user',
	description: 'Give a dismissed person access to the portal again',
});
