/**
 * What the portal says about departments. The old methods answer ERROR_CORE with a sentence, at times with a `<br>` at its
 * end (b24restdocs `api-reference/departments/`).
 */
import type { Refusal } from '../../transport/types';

export const refusals: readonly Refusal[] = [
	{
		reason: 'departmentName',
		method: 'department.',
		says: /^Department name not provided/i,
		message: 'The portal misses the name of the department',
		remedy: 'Enter one in the parameter "Name".',
	},
	{
		reason: 'departmentParent',
		method: 'department.',
		says: /only be one top-level department/i,
		message: 'The portal does not accept the department above: it is gone, or lies below this one',
		remedy: 'Choose another department in the parameter "Parent". A company has one top only.',
	},
	{
		reason: 'departmentGone',
		method: 'department.',
		says: /^Department not found/i,
		message: 'The department is not in the portal any more',
		remedy: 'Somebody may have deleted it meanwhile. Look it up in the company structure.',
	},
	{
		reason: 'departmentTop',
		method: 'department.',
		says: /top-level department cannot be deleted/i,
		message: 'The top of the company cannot be deleted',
		remedy: 'Delete departments below it.',
	},
	{
		reason: 'departmentNotEmpty',
		method: 'department.',
		says: /department is not empty/i,
		message: 'The portal does not delete a department with people or departments in it',
		remedy: 'Set the option "Move To", which says where they go.',
	},
	{
		reason: 'departmentRight',
		method: 'department.',
		says: /^Access denied!?\.?$/i,
		message: 'The account behind the credential may not change the company structure',
		remedy:
			'Use the webhook or account of an administrator, or of somebody whom the access settings of the company structure allow it.',
	},
];
