import { activityOperation } from './activity';

export const dismiss = activityOperation(false, {
	value: 'dismiss',
	name: 'Dismiss',
	action: 'Dismiss user',
	description: 'Take away access to the portal and keep the profile',
});
