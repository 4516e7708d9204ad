/** Every operation of every resource, once: what the contract, the fault matrix and the search for leaks run over. */
import { customField } from './customField';
import { department } from './department';
import type { Subject, Subjects } from './types';
import { user } from './user';
import { workgroup } from './workgroup';

export type { Subject };

export interface NamedSubject extends Subject {
	/** Resource and operation: `department.create`. */
	name: string;
	resource: string;
}

const all: Record<string, Subjects> = { customField, department, user, workgroup };

export const subjects: NamedSubject[] = Object.entries(all).flatMap(([resource, operations]) =>
	Object.entries(operations).map(([operation, subject]) => ({
		...subject,
		// What a form does not say is said here, so that a row cannot stand under a wrong name.
		form: { ...subject.form, resource, operation },
		name: `${resource}.${operation}`,
		resource,
	})),
);
