/** For every spec: the node sent nothing that the vendor's specifications of the REST methods do not know. */
import { takeComplaints } from '../portal/server/complaints';

afterAll(() => {
	expect(takeComplaints()).toEqual([]);
});
