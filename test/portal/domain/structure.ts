/** Departments and workgroups: more than one page of each, unordered IDs, repeated names. */
import type { PortalState } from './state';
import type { Department, Workgroup } from '../types';

type Language = 'en' | 'ru' | 'de';

const COMPANY: Record<Language, string> = {
	en: 'Northwind & Sons',
	ru: 'ООО «Север и сыновья»',
	de: 'Nordwind & Söhne GmbH',
};

const DIVISIONS: Record<Language, string[]> = {
	en: [
		'Sales',
		'Marketing',
		'Production',
		'Finance',
		'Human Resources',
		'IT',
		'Legal',
		'Logistics',
	],
	ru: ['Продажи', 'Маркетинг', 'Производство', 'Финансы', 'Персонал', 'ИТ', 'Право', 'Логистика'],
	de: ['Vertrieb', 'Marketing', 'Fertigung', 'Finanzen', 'Personal', 'IT', 'Recht', 'Logistik'],
};

const UNITS: Record<Language, string[]> = {
	en: ['Support', 'Planning', 'Quality', 'Projects'],
	ru: ['Поддержка', 'Планирование', 'Качество', 'Проекты'],
	de: ['Betreuung', 'Planung', 'Qualität', 'Projekte'],
};

const TEAM: Record<Language, string> = { en: 'Team', ru: 'Группа', de: 'Gruppe' };

/** The tree: company, divisions, units (whose names repeat in each division), teams. */
export function departmentsFor(language: Language): Department[] {
	const departments: Department[] = [{ ID: 1, NAME: COMPANY[language], SORT: 500, UF_HEAD: 1 }];
	// Divisions were founded last to first, so the tree is not in the order of IDs.
	const divisions = [...DIVISIONS[language]].reverse();
	divisions.forEach((name, index) => {
		const head = index === 0 ? { UF_HEAD: 2 } : {};
		departments.push({ ID: 3 + index * 2, NAME: name, SORT: 500 - index * 10, PARENT: 1, ...head });
	});
	divisions.forEach((_, division) =>
		UNITS[language].forEach((name, index) => {
			const ID = 20 + division * 5 + index;
			departments.push({ ID, NAME: name, SORT: 500, PARENT: 3 + division * 2 });
		}),
	);
	for (let index = 0; index < 28; index += 1) {
		const PARENT = 20 + (index % 7) * 5 + (index % 4);
		departments.push({
			ID: 100 + index,
			NAME: `${TEAM[language]} ${index + 1}`,
			SORT: 100,
			PARENT,
		});
	}
	return departments;
}

/**
 * Workgroups 1–6 are fixed: plain with a moderator, extranet owned by an employee, extranet whose owner
 * was dismissed, archived, secret, extranet but inactive. Number 10 is a scrum project.
 */
export function workgroupsFor(language: Language): Workgroup[] {
	const project = { en: 'Project', ru: 'Проект', de: 'Projekt' }[language];
	const fixed: Workgroup[] = [
		{
			ID: 1,
			NAME: `${project} Alpha`,
			ACTIVE: true,
			EXTRANET: false,
			OWNER_ID: 2,
			moderators: [4],
		},
		{ ID: 2, NAME: 'Extranet: Partners', ACTIVE: true, EXTRANET: true, OWNER_ID: 3 },
		{ ID: 3, NAME: 'Extranet: Auditors', ACTIVE: true, EXTRANET: true, OWNER_ID: 7 },
		{ ID: 4, NAME: `${project} Omega`, ACTIVE: false, EXTRANET: false, OWNER_ID: 2, CLOSED: true },
		{ ID: 5, NAME: 'Board', ACTIVE: true, EXTRANET: false, OWNER_ID: 24, VISIBLE: false },
		{ ID: 6, NAME: 'Extranet: Former suppliers', ACTIVE: false, EXTRANET: true },
	];
	const more = Array.from({ length: 62 }, (_, index): Workgroup => {
		const number = index + 1;
		const EXTRANET = number % 15 === 0;
		const scrum = index === 0 ? { scrumMaster: 11 } : {};
		return { ID: 10 + index, NAME: `${project} ${number}`, ACTIVE: true, EXTRANET, ...scrum };
	});
	return [...fixed, ...more];
}

const nextId = (rows: ReadonlyArray<{ ID: number }>): number =>
	Math.max(0, ...rows.map(({ ID }) => ID)) + 1;

/** Adds a department below the company; what is not given is filled in. */
export function addDepartment(
	state: PortalState,
	department: Partial<Department> = {},
): Department {
	const ID = nextId(state.departments);
	const added = { ID, NAME: `Department ${ID}`, SORT: 500, PARENT: 1, ...department };
	state.departments.push(added);
	return added;
}

/** Adds a workgroup owned by the administrator; what is not given is filled in. */
export function addGroup(state: PortalState, group: Partial<Workgroup> = {}): Workgroup {
	const ID = nextId(state.workgroups);
	const added = { ID, NAME: `Group ${ID}`, ACTIVE: true, EXTRANET: false, OWNER_ID: 1, ...group };
	state.workgroups.push(added);
	return added;
}
