/** No text, however it is put together, lets a secret through; no date shifts, wherever n8n and the portal are. */
import fc from 'fast-check';
import { moment, plainDate } from '../../nodes/Bitrix24/values/date';
import { encodeValue } from '../../nodes/Bitrix24/values/encode';
import { standardField } from '../../nodes/Bitrix24/resources/user/fields/standard';
import { InputError } from '../../nodes/Bitrix24/values/errors';
import { redact, showable } from '../../nodes/Bitrix24/transport/redact';
import { Lab, RUNS } from './lab';

const letters = (alphabet: string, min: number, max: number) =>
	fc
		.array(fc.constantFrom(...alphabet), { minLength: min, maxLength: max })
		.map((all) => all.join(''));

describe('secrets', () => {
	const ALNUM = 'abcdefghijklmnopqrstuvwxyz0123456789';
	const secret = fc.oneof(
		letters(ALNUM, 10, 32),
		// Client secrets and tokens hold more than that.
		letters(`${ALNUM}ABCXYZ-_.~+/=|$`, 12, 50),
	);
	const around = fc.oneof(
		fc.string({ maxLength: 80 }),
		fc
			.array(
				fc.constantFrom(
					'<b>',
					'</b>',
					'<script>',
					'&amp;',
					'&',
					'%',
					'%20',
					'"',
					"'",
					'/rest/1/',
					'Bearer ',
					'?auth=',
					'…',
					'x'.repeat(480),
				),
				{ maxLength: 4 },
			)
			.map((parts) => parts.join('')),
	);
	const forms: Array<(text: string) => string> = [
		(text) => text,
		encodeURIComponent,
		(text) => encodeURIComponent(text).replace(/%../g, (hex) => hex.toLowerCase()),
		(text) => [...text].map((one) => `%${one.charCodeAt(0).toString(16)}`).join(''),
		(text) => text.replace(/&/g, '&amp;'),
		(text) => `https://portal.example/rest/1/${text}/user.get`,
		(text) => JSON.stringify({ access_token: text }),
	];

	/** No run of eight characters of the secret is left, plain or percent-encoded. */
	function leak(out: string, hidden: string): string | undefined {
		const plain = out.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
			String.fromCharCode(parseInt(hex, 16)),
		);
		for (let at = 0; at + 8 <= hidden.length; at++) {
			const part = hidden.slice(at, at + 8);
			if (out.includes(part) || plain.includes(part)) return part;
		}
		return undefined;
	}

	it('5,000 runs: nothing of one is left in what is shown', () => {
		fc.assert(
			fc.property(
				secret,
				around,
				fc.constantFrom(...forms),
				around,
				(hidden, before, form, after) => {
					// What stands around it by chance is no leak.
					fc.pre(leak(before + after, hidden) === undefined);
					const out = showable(before + form(hidden) + after, [hidden]);
					expect(leak(out, hidden)).toBeUndefined();
				},
			),
			{ ...RUNS, numRuns: 5_000 },
		);
	});

	it('2,000 runs: several at once, one inside the other, repeated', () => {
		fc.assert(
			fc.property(
				fc.array(secret, { minLength: 2, maxLength: 4 }),
				fc.array(fc.nat(9), { minLength: 1, maxLength: 12 }),
				(hidden, order) => {
					const all = [...hidden, hidden[0] + hidden[1], hidden[0].slice(2)];
					const text = order.map((at) => all[at % all.length]).join(' ');
					const out = redact(text, all);
					for (const one of all) expect(out).not.toContain(one);
				},
			),
			{ ...RUNS, numRuns: 2_000 },
		);
	});

	it('1,000 runs: a webhook nobody named, by its shape alone', () => {
		fc.assert(
			fc.property(letters(ALNUM, 10, 32), around, (code, before) => {
				fc.pre(!before.includes(code));
				const out = showable(`${before} https://portal.example/rest/17/${code}/user.get`, []);
				expect(out).not.toContain(code);
			}),
			{ ...RUNS, numRuns: 1_000 },
		);
	});
});

describe('dates', () => {
	const ZONES = [
		'UTC',
		'Pacific/Kiritimati',
		'Pacific/Pago_Pago',
		'Europe/Berlin',
		'America/Sao_Paulo',
		'Asia/Kolkata',
	];
	const zone = process.env.TZ;
	afterAll(() => {
		if (zone === undefined) delete process.env.TZ;
		else process.env.TZ = zone;
	});

	const two = (number: number) => String(number).padStart(2, '0');
	const day = fc
		.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
		.map((date) => date.toISOString().slice(0, 10));
	const time = fc
		.tuple(fc.nat(23), fc.nat(59), fc.nat(59))
		.map(([hour, minute, second]) => `${two(hour)}:${two(minute)}:${two(second)}`);
	const offset = fc.oneof(
		fc.constantFrom('', 'Z'),
		fc
			.tuple(fc.constantFrom('+', '-'), fc.nat(14), fc.constantFrom(0, 30, 45))
			.map(([sign, hours, minutes]) => `${sign}${two(hours)}:${two(minutes)}`),
	);

	it('3,000 runs: a day stays the day that is written, in any time zone of n8n', () => {
		fc.assert(
			fc.property(day, time, offset, fc.constantFrom(...ZONES), (date, clock, shift, tz) => {
				process.env.TZ = tz;
				const [year, month, number] = date.split('-');
				const written = [
					date,
					`${date}T${clock}${shift}`,
					`${date} ${clock}`,
					` ${date}T${clock}.000${shift} `,
					`${number}.${month}.${year}`,
					`${Number(number)}.${Number(month)}.${year} ${clock}`,
				];
				for (const text of written) expect(plainDate(text)).toBe(date);
				expect(plainDate({ toISO: () => `${date}T${clock}.000${shift || '+00:00'}` })).toBe(date);
			}),
			{ ...RUNS, numRuns: 3_000 },
		);
	});

	it('3,000 runs: a moment stays the same instant', () => {
		fc.assert(
			fc.property(day, time, offset, fc.constantFrom(...ZONES), (date, clock, shift, tz) => {
				process.env.TZ = tz;
				const text = `${date}T${clock}${shift || 'Z'}`;
				expect(Date.parse(moment(text))).toBe(Date.parse(text));
				expect(moment(new Date(text))).toBe(new Date(text).toISOString());
				// Without an offset it is for the portal's clock to say: handed on as it is.
				expect(moment(`${date} ${clock}`)).toBe(`${date}T${clock}`);
				expect(moment(date)).toBe(date);
			}),
			{ ...RUNS, numRuns: 3_000 },
		);
	});

	it.each(['en', 'ru', 'de'] as const)(
		'200 runs: written to a portal (%s), read and written again, a birthday stays where it is',
		async (language) => {
			const lab = new Lab({ language });
			lab.add(7);
			const portal = await lab.connect();
			const field = standardField('PERSONAL_BIRTHDAY', 'Birthday');
			await fc.assert(
				fc.asyncProperty(day, fc.constantFrom(...ZONES), async (date, tz) => {
					process.env.TZ = tz;
					lab.requests.length = 0;
					let value: unknown = date;
					for (let round = 0; round < 2; round++) {
						const PERSONAL_BIRTHDAY = encodeValue(field, value) ?? '';
						const params = { ID: 7, PERSONAL_BIRTHDAY };
						await portal.call({ method: 'user.update', params, safety: 'idempotent' });
						expect(lab.state.people.get(7)?.PERSONAL_BIRTHDAY).toBe(date);
						const read = await portal.call({
							method: 'user.get',
							params: { FILTER: { ID: 7 }, select: ['PERSONAL_BIRTHDAY'] },
							safety: 'read',
						});
						const rows = read.ok && Array.isArray(read.value.result) ? read.value.result : [];
						value = Object(rows[0]).PERSONAL_BIRTHDAY;
					}
				}),
				{ ...RUNS, numRuns: 200 },
			);
		},
	);

	it('5,000 runs: anything else is refused in words, or is a day in the calendar', () => {
		fc.assert(
			fc.property(fc.anything(), fc.string(), (thing, text) => {
				for (const value of [thing, text]) {
					try {
						expect(plainDate(value)).toMatch(/^\d{4}-\d{2}-\d{2}$/);
					} catch (error) {
						if (!(error instanceof InputError)) throw error;
						expect(error.remedy).toContain('YYYY-MM-DD');
					}
				}
			}),
			{ ...RUNS, numRuns: 5_000 },
		);
	});
});
