/** What the film shows, in this order; docs/tour.md has the same chapters. */
export const CHAPTERS = [
	'Install the package',
	'Connect a portal',
	'Invite somebody',
	'Find people',
	'Update a profile',
	'Keep a portal in step with a list',
	'Offboard somebody',
	'Dismiss somebody',
	'Departments, workgroups and custom fields',
	'Start a workflow from the portal',
	'Let an AI agent use it',
] as const;

export type Chapter = (typeof CHAPTERS)[number];

/** A community node's film may be this long. */
export const MAX_SECONDS = 300;
