/** Conditions of Get Many as the editor saves them. */

/** One row of the parameter `conditions`. */
export interface Condition {
	field: string;
	operator?: string;
	value?: unknown;
}

/** Parameters of Get Many that return everybody who meets the conditions. */
export const meeting = (
	condition: Condition | Condition[],
	more: Record<string, unknown> = {},
) => ({
	operation: 'getAll',
	returnAll: true,
	conditions: { condition: (Array.isArray(condition) ? condition : [condition]) as never[] },
	...more,
});

export function birthdayIs(operator: string, value?: string): Condition {
	return { field: 'PERSONAL_BIRTHDAY', operator, value };
}

export function genderIs(operator: string, value?: string): Condition {
	return { field: 'PERSONAL_GENDER', operator, value };
}

export function departmentIs(operator: string, value?: number | string): Condition {
	return { field: 'UF_DEPARTMENT', operator, value };
}
