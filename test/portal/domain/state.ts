/** What a portal knows: the database, its clock and its language. Everything else works on this. */
import type { Calendar } from '../protocol/dates';
import { isoDate } from '../protocol/dates';
import { Directory } from './directory';
import type { Quirks } from '../quirks';
import { DEFAULT_QUIRKS } from '../quirks';
import type { BoundPlacement } from './widgets';
import type {
	Application,
	CrmItem,
	CrmType,
	CustomField,
	Department,
	PortalOptions,
	Scope,
	StoredFile,
	StoredPerson,
	Task,
	Workgroup,
} from '../types';

/** An inbound webhook. */
export interface Webhook {
	userId: number;
	code: string;
	scopes: Scope[];
}

/** An application with what its card does not show. */
export interface InstalledApplication {
	card: Application;
	installed: boolean;
	/** Identifies the portal towards handlers. */
	token: string;
	/** Handlers in the profile. */
	placements: BoundPlacement[];
}

export class PortalState {
	readonly people = new Directory();
	readonly departments: Department[] = [];
	readonly workgroups: Workgroup[] = [];
	readonly customFields: CustomField[] = [];
	readonly tasks: Task[] = [];
	readonly crmItems: CrmItem[] = [];
	readonly crmTypes: CrmType[] = [];
	readonly files = new Map<number, StoredFile>();
	readonly webhooks = new Map<string, Webhook>();
	readonly applications = new Map<string, InstalledApplication>();
	readonly language: 'en' | 'ru' | 'de';
	readonly calendar: Calendar;
	readonly quirks: Quirks;
	/** Never changes, whatever the portal is called. */
	readonly memberId = 'a0b1c2d3e4f5061728394a5b6c7d8e9f';
	/** The address people use now. */
	baseUrl = '';
	private clockSkew: number;

	constructor(readonly options: PortalOptions) {
		this.language = options.language ?? 'en';
		this.clockSkew = options.clockSkew ?? 0;
		this.quirks = { ...DEFAULT_QUIRKS, ...options.quirks };
		this.calendar = {
			zone: options.zone ?? (this.language === 'ru' ? 180 : 120),
			order: this.language === 'en' ? 'mdy' : 'dmy',
		};
	}

	/** The portal's clock, in milliseconds. */
	now(): number {
		return Date.now() + this.clockSkew;
	}

	passTime(milliseconds: number): void {
		this.clockSkew += milliseconds;
	}

	/** The portal's clock as it is stored in date fields. */
	stamp(): string {
		return isoDate(this.now(), this.calendar);
	}

	storeFile(file: StoredFile): number {
		const id = Math.max(1000, ...this.files.keys()) + 1;
		this.files.set(id, file);
		return id;
	}

	findByEmail(email: string): StoredPerson | undefined {
		const wanted = email.toLowerCase();
		for (const person of this.people.values()) {
			if (person.EMAIL.toLowerCase() === wanted) return person;
		}
		return undefined;
	}
}
