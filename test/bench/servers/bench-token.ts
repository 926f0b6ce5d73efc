export const BENCH_TOKEN = 'led_benchmark_0123456789abcdefghijklmnopqrs';
