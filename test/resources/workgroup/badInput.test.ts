/** What people enter about workgroups, what they see, and that the portal was left alone. */
import { expectSeen } from '../../support/badInput/row';
import { workgroups } from '../../support/badInput/workgroups';

it.each(workgroups)('$enters', expectSeen);
