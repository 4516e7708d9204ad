/** What this portal can do: method.get and feature.get. (docs: api-reference/common/system/) */
import type { Method } from '../server/context';
import { RestError } from '../protocol/errors';
import { toText, truthy, upperKeys } from '../protocol/php';

/** Modules whose methods are found by their prefix: the action is not looked at. (docs: method-get.md) */
const CONTROLLERS = ['crm.item.', 'tasks.task.'];

/** The key `name` and names in lower case only; there are no errors. (docs: method-get.md) */
const methodGet = (methods: () => ReadonlyMap<string, Method>): Method => ({
	run({ name }, { scopes }) {
		const wanted = toText(name);
		const controller = CONTROLLERS.find((prefix) => wanted.toLowerCase().startsWith(prefix));
		const definition = controller
			? [...methods()].find(([known]) => known.startsWith(controller))?.[1]
			: methods().get(wanted);
		const isAvailable =
			definition !== undefined &&
			(!definition.scopes || definition.scopes.some((scope) => scopes.has(scope)));
		return { result: { isExisting: definition !== undefined, isAvailable } };
	},
});

/** Features that depend on the plan; of others the portal says Y without knowing them. (docs: feature-get.md) */
const FEATURES = ['rest_offline_extended', 'rest_auth_connector'];

const featureGet: Method = {
	run(params, { state }) {
		const { CODE } = upperKeys(params);
		if (!truthy(CODE)) throw new RestError(400, 'CODE_EMPTY', "CODE can't be empty");
		const { features = FEATURES } = state.options.quirks ?? {};
		if (features === 'selfhosted') return { result: { value: `${state.language}_selfhosted` } };
		const missing = FEATURES.includes(toText(CODE)) && !features.includes(toText(CODE));
		return { result: { value: missing ? 'N' : 'Y' } };
	},
};

/** @param methods all methods of the portal, looked up when somebody asks */
export const discoveryMethods = (
	methods: () => ReadonlyMap<string, Method>,
): Record<string, Method> => ({
	'method.get': methodGet(methods),
	'feature.get': featureGet,
});
