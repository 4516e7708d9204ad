/**
 * The engine harness: runs the packed package through n8n's own engine (n8n-core), with its real
 * helpers, real HTTP and real handling of credentials. Nothing of n8n's contexts is faked.
 */
import './environment';

export { credential } from './credentialStore';
export type { StoredCredential } from './credentialStore';
export { callListSearch, callLoadOptions, callResourceMapping } from './editor';
export type { EditorOptions, ListSearchOptions } from './editor';
export { httpClient } from './httpClient';
export { loadPackage } from './packages';
export type { LoadedPackage } from './packages';
export { runNode, START } from './runNode';
export type { NodeRun, NodeRunOptions } from './runNode';
export { runWorkflow } from './runWorkflow';
export type { WorkflowJson, WorkflowRun, WorkflowRunOptions } from './runWorkflow';
export { testCredential } from './testCredential';
export { activateTrigger, runPoll } from './triggers';
export type { ActiveTrigger, PollOptions, TriggerOptions } from './triggers';
