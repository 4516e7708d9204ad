/** How the cost of a whole directory grows, as SVG. */
import { requirePeer } from './peers';
import type { Measurement } from './processes';

/** The part of echarts used here; it is installed on demand, so its types are not at hand. */
interface Echarts {
	init(
		element: null,
		theme: null,
		options: { renderer: 'svg'; ssr: true; width: number; height: number },
	): { setOption(option: object): void; renderToSVGString(): string };
}

export function drawGrowth(growth: Measurement[]): string {
	const echarts = requirePeer('echarts') as Echarts;
	const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 720, height: 360 });
	const series = (name: string, yAxisIndex: number, value: (m: Measurement) => number) => ({
		name,
		type: 'line',
		yAxisIndex,
		label: { show: true },
		data: growth.map((measurement) => [measurement.people, Number(value(measurement).toFixed(1))]),
	});
	chart.setOption({
		animation: false,
		backgroundColor: '#ffffff',
		title: { text: 'Get Many, Return All: cost by size of the portal', left: 'center' },
		legend: { bottom: 0 },
		grid: { left: 60, right: 60 },
		xAxis: { type: 'log', name: 'people', nameLocation: 'middle', nameGap: 28 },
		yAxis: [
			{ type: 'log', name: 'requests' },
			{ type: 'log', name: 'seconds', splitLine: { show: false } },
		],
		series: [
			series('requests', 0, ({ requests }) => requests),
			series('wall time in seconds', 1, ({ wall }) => wall / 1000),
		],
	});
	return chart.renderToSVGString();
}
