/** Files of people: photos, and custom fields of the type file with the shapes they are written and read in. */
import type { Php } from '../protocol/php';
import { toInt, toList } from '../protocol/php';
import type { Answer } from '../protocol/json';
import { coreError } from '../protocol/errors';
import { systemText } from '../protocol/texts';
import type { PortalState } from './state';
import type { CustomField } from '../types';

const IMAGE = /\.(jpe?g|png|gif|bmp|webp)$/i;

/** `["name.jpg", "BASE64"]`: a damaged string is saved as a damaged file. (server behaviour) */
export function saveUpload(value: Php | undefined, state: PortalState): number | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const [name, content] = Object.values(value);
	if (typeof name !== 'string' || typeof content !== 'string') return undefined;
	return state.storeFile({ name, bytes: Buffer.from(content, 'base64') });
}

/** A photo; its name decides whether it is a picture, its bytes do not. (server behaviour) */
export function savePhoto(value: Php, state: PortalState): number | undefined {
	const [name] = toList(value);
	if (typeof name === 'string' && !IMAGE.test(name)) {
		throw coreError(systemText('wrongImage', state.language, name));
	}
	return saveUpload(value, state);
}

interface FileChange {
	added?: number;
	removed?: number;
}

/** `{fileData: [name, base64]}` or `{id, remove: "Y"}`; anything else says nothing. (docs: user/user-update.md) */
function fileChange(value: Php, state: PortalState): FileChange {
	if (typeof value !== 'object' || value === null) return {};
	if (Array.isArray(value)) {
		return state.quirks.bareFilePair === 'stored' ? { added: saveUpload(value, state) } : {};
	}
	if (value.remove === 'Y') return { removed: toInt(value.id) };
	return { added: saveUpload(value.fileData, state) };
}

/** The stored value after a write: one ID or NULL; several, where those that are there stay. */
export function changeFiles(
	field: CustomField,
	value: Php,
	current: unknown,
	state: PortalState,
): unknown {
	if (!field.MULTIPLE) {
		const { added, removed } = fileChange(value, state);
		return added ?? (removed !== undefined && removed === current ? null : current);
	}
	const list = Array.isArray(value) ? value : [value];
	const changes = list.map((item) => fileChange(item, state));
	const removed = changes.map((change) => change.removed);
	const kept = (Array.isArray(current) ? current : []).filter((id) => !removed.includes(id));
	return [...kept, ...changes.flatMap(({ added }) => added ?? [])];
}

/** The shape of docs `user/userfields/user-userfield-file-get.md`. */
export function showFile(
	field: CustomField,
	id: number,
	owner: { ID: number; all: number[] },
	{ quirks }: PortalState,
): Answer {
	const wrong = field.MULTIPLE && quirks.brokenShowUrl;
	const value = wrong
		? owner.all.map((one, index) => `value[${index}]=${one}`).join('&')
		: `value=${id}`;
	const path = '/bitrix/services/main/ajax.php?action=rest.file.get&SITE_ID=s1&entity=USER';
	return {
		id,
		showUrl: `${path}&id=${owner.ID}&field=${field.FIELD_NAME}&${value}`,
		downloadData: { id: owner.ID, field: field.FIELD_NAME, value: id },
	};
}
