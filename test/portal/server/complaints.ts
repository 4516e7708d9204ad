/** What the vendor's specifications say against the requests the node sent to the portals of this process. */
import type { RecordedRequest } from '../types';
import { checkRequests, isOfNode } from './oracle';

const complaints = new Set<string>();

/** Judges a request that was answered; what tests send by themselves is their own business. */
export function judge(request: RecordedRequest): void {
	if (!isOfNode(request.headers)) return;
	for (const complaint of checkRequests([request])) complaints.add(complaint);
}

/** All complaints since the last time. */
export function takeComplaints(): string[] {
	const taken = [...complaints];
	complaints.clear();
	return taken;
}
