/** What people enter about custom fields, what they see, and that the portal was left alone. */
import { customFields } from '../../support/badInput/customFields';
import { expectSeen } from '../../support/badInput/row';

it.each(customFields)('$enters', expectSeen);
