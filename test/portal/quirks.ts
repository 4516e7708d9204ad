/**
 * Behaviour seen in server code or told by users, but promised by no documentation: one switch each, so that
 * specs can run on both kinds of portal. The default is what the server code of 2024 to 2026 does.
 */

export interface Quirks {
	/** Who holds the right to invite, and with it the right to change anybody: `mayInvite` people, or every employee (a choice of cloud portals). */
	inviteRight: 'holders' | 'everybody';
	/** `ACTIVE: ""` in user.update. */
	emptyActive: 'dismisses' | 'ignored';
	/** JSON `true` for ACTIVE: a loose comparison finds it equal to "N". */
	trueActive: 'dismisses' | 'activates';
	/** IDs of departments that do not exist. */
	unknownDepartments: 'stored' | 'refused';
	/** ACTIVE=N for somebody who has not accepted the invitation. */
	pendingDismissal: 'awaitsApproval' | 'dismisses';
	/** Whether `ACTIVE: "Y"` changes nothing for somebody who awaits an administrator's approval. */
	approvalIsFinal: boolean;
	/** Whether user.search filters by CONFIRM_CODE, with "0" read as false. user.get never does. */
	confirmCodeFilter: boolean;
	/** Whether dismissal, and leaving a department, takes head and deputy roles away. */
	rolesAreLost: boolean;
	/** Whether user.add sends the invitation before the other fields are saved, so that a refused one leaves an invited person. */
	invitesFirst: boolean;
	/** Whether MESSAGE_TEXT is used; plans without it send the standard text. */
	messageText: boolean;
	/** Names of more than 25 letters: older portals refused them; the columns hold 50. */
	longNames: 'cutAt50' | 'refusedAbove25';
	/** `[name, base64]` as the value of a custom file field. */
	bareFilePair: 'ignored' | 'stored';
	/** Whether `showUrl` of a multiple file field carries all the file IDs, so that the link does not open. */
	brokenShowUrl: boolean;
	/** Whether the portal has a full-text index: words of fewer than 3 letters are dropped from a search. */
	fullTextSearch: boolean;
	/** A search phrase of `%` and `_` alone, "0" or nothing. */
	emptyPhrase: 'findsEverybody' | 'findsNobody';
	/** Whether people with equal values come in another order on every page, so that pages overlap. */
	unstableTies: boolean;
	/** Whether lists of people ignore `start` and answer the first page for ever. */
	ignoresStart: boolean;
	/** What a filter by TIMESTAMP_X compares. */
	timestampFilter: 'moments' | 'days';
	/** Hours by which a filter by TIMESTAMP_X is off. */
	timestampHoursOff: number;
	/** TIMESTAMP_X in answers: `{}`, ISO and the site's notation by turns, or always ISO. */
	timestamps: 'mixed' | 'iso';
	/** Days in answers: midnight in Greenwich told in the portal's zone (settings/how-to-call-rest-api/batch.md), or always `+00:00`. */
	days: 'portalZone' | 'greenwich';
	/** Code of event.bind for a handler that is there already. */
	bindTwice: 'ERROR_CORE' | 'ERROR_EVENT_BINDING_EXISTS';
	/** What department.delete does with people and sub-departments. Default 'move': to the parent, as the portal's pages do. */
	departmentDeletion?: 'move' | 'refuse' | 'leave';
	/** What `UF_HEAD` 0 or "" does in department.update. Default 'clears'. */
	headClearing?: 'clears' | 'ignored';
	/** user.userfield.add drops MANDATORY, SHOW_IN_LIST, EDIT_IN_LIST and IS_SEARCHABLE without a word. Default false. */
	userFieldFlagsDropped?: boolean;
	/** What the former owner of a workgroup becomes. Default 'member'. */
	formerOwner?: 'member' | 'moderator';
	/** Who loses a task stays with it as an accomplice. Default false. */
	formerResponsibleStays?: boolean;
	/** Handlers an application may bind per place. Default: no limit. */
	placementLimit?: number;
	/** placement.unbind counts twice what it took away, as older servers do. Default false. */
	placementCountDoubled?: boolean;
	/** Features `feature.get` answers Y to, or a portal of one's own without a plan. Default: all. */
	features?: string[] | 'selfhosted';
}

export const DEFAULT_QUIRKS: Quirks = {
	inviteRight: 'holders',
	emptyActive: 'dismisses',
	trueActive: 'dismisses',
	unknownDepartments: 'stored',
	pendingDismissal: 'awaitsApproval',
	approvalIsFinal: true,
	confirmCodeFilter: true,
	rolesAreLost: true,
	invitesFirst: true,
	messageText: true,
	longNames: 'cutAt50',
	bareFilePair: 'ignored',
	brokenShowUrl: true,
	fullTextSearch: false,
	emptyPhrase: 'findsEverybody',
	unstableTies: true,
	ignoresStart: false,
	timestampFilter: 'moments',
	timestampHoursOff: 0,
	timestamps: 'mixed',
	days: 'portalZone',
	bindTwice: 'ERROR_CORE',
};
