/**
 * Every error that the documentation of the methods of departments, workgroups and custom fields names, whole: b24restdocs at
 * 5988ed13 (21 August 2026), section "Error handling" of each page below `api-reference/`. Errors of workgroups and most of
 * those of custom fields have a text and no code.
 */
export interface Documented {
	/** Page below `api-reference/`. */
	page: string;
	method: string;
	errors: ReadonlyArray<[code: string, text: string]>;
}

const core = (...texts: string[]): Documented['errors'] =>
	texts.map((text) => ['ERROR_CORE', text] as const).map(([code, text]) => [code, text]);

const uncoded = (...texts: string[]): Documented['errors'] => texts.map((text) => ['', text]);

export const documented: Documented[] = [
	{
		page: 'departments/department-add.md',
		method: 'department.add',
		errors: core(
			'Department name not provided.<br>',
			'There can only be one top-level department in the company structure',
			'Access denied',
		),
	},
	{
		page: 'departments/department-update.md',
		method: 'department.update',
		errors: core('Department not found', 'Access denied'),
	},
	{
		page: 'departments/department-delete.md',
		method: 'department.delete',
		errors: core('Department not found', 'Access denied'),
	},
	{ page: 'departments/department-get.md', method: 'department.get', errors: [] },
	{ page: 'sonet-group/sonet-group-get.md', method: 'sonet_group.get', errors: [] },
	{ page: 'sonet-group/sonet-group-user-groups.md', method: 'sonet_group.user.groups', errors: [] },
	{
		page: 'sonet-group/sonet-group-setowner.md',
		method: 'sonet_group.setowner',
		errors: uncoded(
			// In the example answer of the page only.
			'User has no permissions to set owner',
			'Invalid workgroup/project ID',
			'Invalid user ID',
			'Insufficient permissions to complete the operation.',
			'Cannot complete operation.',
		),
	},
	{
		page: 'sonet-group/members/sonet-group-user-get.md',
		method: 'sonet_group.user.get',
		errors: uncoded('Wrong socialnetwork group ID', 'Socialnetwork group not found'),
	},
	{
		page: 'sonet-group/members/sonet-group-user-add.md',
		method: 'sonet_group.user.add',
		errors: uncoded(
			'Wrong group ID',
			'No permissions to add users',
			'Wrong user IDs',
			'Socialnetwork group not found',
		),
	},
	{
		page: 'sonet-group/members/sonet-group-user-invite.md',
		method: 'sonet_group.user.invite',
		errors: uncoded('Wrong group ID', 'Wrong user IDs', 'Socialnetwork group not found'),
	},
	{
		page: 'sonet-group/members/sonet-group-user-update.md',
		method: 'sonet_group.user.update',
		errors: uncoded(
			'Wrong group ID',
			'No permissions to update users role',
			'Incorrect role code',
			'Wrong user IDs',
			'Socialnetwork group not found',
		),
	},
	{
		page: 'sonet-group/members/sonet-group-user-delete.md',
		method: 'sonet_group.user.delete',
		errors: uncoded(
			'Wrong group ID',
			'No permissions to update users role',
			'Wrong user IDs',
			'Socialnetwork group not found',
		),
	},
	{
		page: 'user/userfields/user-userfield-add.md',
		method: 'user.userfield.add',
		errors: [
			['ERROR_ARGUMENT', "Argument 'USER_TYPE_ID' is null or empty"],
			['ERROR_ARGUMENT', "Argument 'HANDLER' is null or empty"],
			['ERROR_CORE', 'Field UF_USR_LOCKER for USER object already exists'],
			['ERROR_CORE', 'Fail to create new user field'],
			['', "The 'FIELD_NAME' field is not found."],
			['', "The 'USER_TYPE_ID' field is not found."],
		],
	},
	...['update', 'delete', 'list'].map((name) => ({
		page: `user/userfields/user-userfield-${name}.md`,
		method: `user.userfield.${name}`,
		errors: uncoded('Access denied.', 'ID is not defined or invalid'),
	})),
];

/** Answers of servers that no page names (`intranet`, `socialnetwork` and `main` as installed). */
export const undocumented: Documented[] = [
	{
		page: 'departments/department-add.md',
		method: 'department.add',
		errors: core('Access denied!'),
	},
	{
		page: 'departments/department-delete.md',
		method: 'department.delete',
		errors: core('The department is not empty.<br>', 'The top-level department cannot be deleted'),
	},
	{
		page: 'sonet-group/members/sonet-group-user-invite.md',
		method: 'sonet_group.user.invite',
		errors: uncoded('No permissions to invite users'),
	},
	{
		page: 'user/userfields/user-userfield-add.md',
		method: 'user.userfield.add',
		errors: uncoded(
			'Access denied.',
			"The 'FIELD_NAME' field is not found.<br>The 'USER_TYPE_ID' field is not found.",
		),
	},
];

/** Errors of any method (`_includes/system-errors.md`). */
export const ofAnyMethod: ReadonlyArray<[status: number, code: string, text: string]> = [
	[500, 'INTERNAL_SERVER_ERROR', 'Internal server error'],
	[500, 'ERROR_UNEXPECTED_ANSWER', 'Server returned an unexpected response'],
	[503, 'QUERY_LIMIT_EXCEEDED', 'Too many requests'],
	[405, 'ERROR_BATCH_METHOD_NOT_ALLOWED', 'Method is not allowed for batch usage'],
	[400, 'ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded'],
	[401, 'NO_AUTH_FOUND', 'Wrong authorization data'],
	[400, 'INVALID_REQUEST', 'Https required'],
	[503, 'OVERLOAD_LIMIT', 'REST API is blocked due to overload'],
	[403, 'ACCESS_DENIED', 'REST API is available only on commercial plans'],
	[403, 'INVALID_CREDENTIALS', 'Invalid request credentials'],
	[404, 'ERROR_MANIFEST_IS_NOT_AVAILABLE', 'Manifest is not available'],
	[
		403,
		'insufficient_scope',
		'The request requires higher privileges than provided by the webhook token',
	],
	[401, 'expired_token', 'The access token provided has expired'],
	[403, 'user_access_error', 'The user does not have access to the application'],
	[500, 'PORTAL_DELETED', 'Portal was deleted'],
];
