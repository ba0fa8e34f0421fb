// The same random values each time, as in the round of fuzzing: what a change breaks shows at once, and what nobody has found
// yet is looked for by hand, with `SEED=1 npm run unit`, and does not stop who changed nothing.
export const SEED = Number(process.env['SEED'] ?? 20261128)
