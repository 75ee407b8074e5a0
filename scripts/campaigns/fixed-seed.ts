// Loaded before each test file when SEED is set: every property then tries the same values again.
import fc from 'fast-check'

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.SEED) })
