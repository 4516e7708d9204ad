/** How cost grows with the number of people, as SVG: a whole directory, and what a sync does by itself. */
import { requirePeer } from './peers';
import type { Measurement } from './processes';

/** The part of echarts used here; it is installed on demand, so its types are not at hand. */
interface Echarts {
	init(
		element: null,
		theme: null,
		options: { renderer: 'svg'; ssr: true; width: number; height: number },
	): { setOption(option: object): void; renderToSVGString(): string; dispose(): void };
}

type Value = (measurement: Measurement) => number;

const CPU = 'Sync Directory, preview: seconds of CPU';
const REQUESTS = 'Get Many: requests';
const WALL = 'Get Many: seconds';

/**
 * @param growth Get Many, Return All
 * @param comparison Sync Directory, beside what would be proportional to its first point
 */
export function drawGrowth(growth: Measurement[], comparison: Measurement[]): string {
	const echarts = requirePeer('echarts') as Echarts;
	const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 720, height: 420 });
	const points = (all: Measurement[], value: Value) =>
		all.map((one) => [one.people, Number(value(one).toFixed(1))]);
	const series = (name: string, yAxisIndex: number, all: Measurement[], value: Value) => ({
		name,
		type: 'line',
		yAxisIndex,
		label: { show: true },
		data: points(all, value),
	});
	const [least] = comparison;
	const proportional: Value = ({ people }) => (least.cpu / 1_000) * (people / least.people);
	chart.setOption({
		animation: false,
		backgroundColor: '#ffffff',
		title: { text: 'Cost by number of people', left: 'center' },
		legend: { bottom: 0 },
		grid: { left: 60, right: 60, bottom: 90 },
		xAxis: { type: 'log', name: 'people', nameLocation: 'middle', nameGap: 28 },
		yAxis: [
			{ type: 'log', name: 'requests' },
			{ type: 'log', name: 'seconds', splitLine: { show: false } },
		],
		series: [
			series(REQUESTS, 0, growth, ({ requests }) => requests),
			series(WALL, 1, growth, ({ wall }) => wall / 1_000),
			series(CPU, 1, comparison, ({ cpu }) => cpu / 1_000),
			{
				...series('in proportion', 1, comparison, proportional),
				label: { show: false },
				symbol: 'none',
				lineStyle: { type: 'dashed', width: 1 },
			},
		],
	});
	const svg = chart.renderToSVGString();
	// Its animation loop would keep the process alive.
	chart.dispose();
	return svg;
}
