import { activityOperation } from './activity';

export const dismiss = activityOperation(false, {
	value: 'dismiss',
	name: 'Dismiss',
	action: 'Dismiss user',
	description: 'Take away access to the portal and keep the profile',
	builderHint:
		'Takes access away and nothing else. To pass on tasks, workgroups and departments first, use "offboard".',
});
