/** What n8n's builder of workflows reads of the node: when to use it, what goes with it, and two whole examples. */
import type { INodeTypeDescription } from 'n8n-workflow';

const INVITE = `<patterns>
<pattern title="Invite or update one colleague per row of a table">
node({ type: 'n8n-nodes-bitrix24-users.bitrix24', version: 1, config: {
  name: 'Invite or Update',
  onError: 'continueErrorOutput',
  parameters: {
    resource: 'user', operation: 'upsert', email: expr('{{ $json.Email }}'), departments: expr('{{ $json.Department }}'),
    fields: { mappingMode: 'defineBelow', value: { NAME: expr('{{ $json.First }}'), LAST_NAME: expr('{{ $json.Last }}') } }
  }
} })
</pattern>
</patterns>`;

const GET_MANY = `<patterns>
<pattern title="Everybody of a department, each with their manager">
node({ type: 'n8n-nodes-bitrix24-users.bitrix24', version: 1, config: {
  name: 'Get Many',
  parameters: {
    resource: 'user', operation: 'getAll', returnAll: true,
    filters: { status: 'active', departments: ['Sales / North'] }, options: { include: ['departments', 'manager'] }
  }
} })
</pattern>
</patterns>`;

export const builderHint: INodeTypeDescription['builderHint'] = {
	searchHint:
		'For employees, departments, workgroups and user fields of Bitrix24. One node takes all items at once: no loop, no batching, no waiting around it. A person who leaves is handed over with "offboard" or loses access with "dismiss"; a whole staff list is kept in step with "sync". Names and paths of departments are accepted in the place of IDs.',
	relatedNodes: [
		{
			nodeType: 'n8n-nodes-bitrix24-users.bitrix24UserChangesTrigger',
			relationHint: 'Starts when people are added, changed, dismissed or reinstated',
		},
		{
			nodeType: 'n8n-nodes-bitrix24-users.bitrix24Trigger',
			relationHint: 'Starts when somebody signs in for the first time',
		},
		{
			nodeType: 'n8n-nodes-bitrix24-users.bitrix24ProfileButtonTrigger',
			relationHint: 'Starts from a button on the card of an employee',
		},
	],
	extraTypeDefContent: [
		{ displayOptions: { show: { resource: ['user'], operation: ['upsert'] } }, content: INVITE },
		{ displayOptions: { show: { resource: ['user'], operation: ['getAll'] } }, content: GET_MANY },
	],
};
