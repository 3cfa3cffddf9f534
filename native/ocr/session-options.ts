import type { InferenceSession } from 'onnxruntime-node';

/** One thread a session: the lanes are what runs side by side. Without an arena, memory that a run took is given back. */
export function sessionOptions(): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableCpuMemArena: false,
    enableMemPattern: false,
    // Errors only, and those are thrown as well: nothing of an image is ever in them.
    logSeverityLevel: 4,
  };
}
