/** What the node says before it is run. */
import type { NodeHint } from 'n8n-workflow';

/** A list belongs to every input item, which is seldom meant. */
export const hints: NodeHint[] = [
	{
		message:
			'This operation runs once for each input item, so the list comes as often as there are items. To get it once, switch on "Execute Once" in the settings of the node.',
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'beforeExecution',
		displayCondition:
			'={{ ["getAll", "search", "getFields"].includes($parameter["operation"]) && $input.all().length > 1 }}',
	},
];
