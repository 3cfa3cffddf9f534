import type { InferenceSession } from 'onnxruntime-node';

/** Without an arena, memory that a run took is given back after it. */
export function sessionOptions(threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableCpuMemArena: false,
    enableMemPattern: false,
    // Errors only, and those are thrown as well: nothing of an image is ever in them.
    logSeverityLevel: 4,
  };
}
