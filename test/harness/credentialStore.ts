/** Credentials as n8n's database holds them, but in memory and readable by the test. */
import { ICredentials } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsEncrypted,
	INodeCredentials,
	INodeCredentialsDetails,
} from 'n8n-workflow';

/** One stored credential. `data` is what is saved: unresolved expressions, no defaults. */
export interface StoredCredential {
	id: string;
	name: string;
	type: string;
	data: ICredentialDataDecryptedObject;
}

let lastId = 0;

/** A saved credential. Tokens that n8n renews during a run are found in its `data` afterwards. */
export function credential(
	type: string,
	data: ICredentialDataDecryptedObject,
	name = `${type} of the test`,
): StoredCredential {
	lastId += 1;
	return { id: `credential-${lastId}`, name, type, data: structuredClone(data) };
}

/** What n8n hands on as an encrypted credential; nothing is encrypted in memory. */
class MemoryCredentials extends ICredentials {
	constructor(private readonly stored: StoredCredential) {
		super({ id: stored.id, name: stored.name }, stored.type);
	}

	override async getData(): Promise<ICredentialDataDecryptedObject> {
		return structuredClone(this.stored.data);
	}

	override async setData(data: ICredentialDataDecryptedObject): Promise<void> {
		this.stored.data = structuredClone(data);
	}

	override async updateData(
		update: Partial<ICredentialDataDecryptedObject>,
		remove: Array<keyof ICredentialDataDecryptedObject> = [],
	): Promise<void> {
		const kept = Object.entries({ ...this.stored.data, ...update }).filter(
			([key, value]) => value !== undefined && !remove.includes(key),
		);
		await this.setData(Object.fromEntries(kept) as ICredentialDataDecryptedObject);
	}

	override getDataToSave(): ICredentialsEncrypted {
		const { id, name, type } = this.stored;
		return { id, name, type, data: JSON.stringify(this.stored.data) };
	}
}

export class CredentialStore {
	constructor(private readonly credentials: readonly StoredCredential[]) {}

	/** Looked up by ID and type, as n8n does. */
	find(details: INodeCredentialsDetails, type: string): MemoryCredentials {
		const found = this.credentials.find((one) => one.id === details.id && one.type === type);
		if (!found) throw new Error(`No credential of type "${type}" with the ID "${details.id}"`);
		return new MemoryCredentials(found);
	}

	/** The `credentials` entry of a node that may use these types. */
	references(types: readonly string[]): INodeCredentials {
		const usable = this.credentials.filter(({ type }) => types.includes(type));
		return Object.fromEntries(usable.map(({ type, id, name }) => [type, { id, name }]));
	}
}

/** Accepts what the public functions accept: none, one or several. */
export function storeOf(
	credentials: StoredCredential | readonly StoredCredential[] = [],
): CredentialStore {
	return new CredentialStore('type' in credentials ? [credentials] : credentials);
}
