/**
 * Stand-ins for the few types of n8n-nodes-base that workflows around our nodes use. That package
 * is not installed (hundreds of megabytes); these carry its type names and read its parameters,
 * but do no more than what is documented on each.
 */
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { filter, ifNode } from './conditions';
import { follow } from './follow';
import { emailSend, wait } from './mail';
import { merge } from './merge';
import { oAuth2Api } from './oAuth2Api';
import { set } from './set';
import { noOp, start, stickyNote, trigger } from './plain';

/** Type of the node that hands a run's input items to the node under test. */
export const START_TYPE = 'engine-harness.start';

/** Type of the node that records what expressions resolve to behind the node under test. */
export const FOLLOW_TYPE = 'engine-harness.follow';

export const standInNodes: Readonly<Record<string, INodeType>> = {
	[START_TYPE]: start,
	[FOLLOW_TYPE]: follow,
	'n8n-nodes-base.manualTrigger': trigger('manualTrigger', 'Manual Trigger'),
	'n8n-nodes-base.scheduleTrigger': trigger('scheduleTrigger', 'Schedule Trigger'),
	'n8n-nodes-base.formTrigger': trigger('formTrigger', 'n8n Form Trigger'),
	'n8n-nodes-base.webhook': trigger('webhook', 'Webhook'),
	'n8n-nodes-base.noOp': noOp,
	'n8n-nodes-base.stickyNote': stickyNote,
	'n8n-nodes-base.wait': wait,
	'n8n-nodes-base.set': set,
	'n8n-nodes-base.if': ifNode,
	'n8n-nodes-base.filter': filter,
	'n8n-nodes-base.merge': merge,
	'n8n-nodes-base.emailSend': emailSend,
};

export const standInCredentials: Readonly<Record<string, ICredentialType>> = { oAuth2Api };
