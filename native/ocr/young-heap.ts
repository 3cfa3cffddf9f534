import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the young heap of V8 small: pixels hang on little objects, which are collected, and the pixels with them, each
 * time that it is full. Left to grow, it holds a hundred megabytes of pictures that nobody needs any more.
 */
export function keepYoungHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
