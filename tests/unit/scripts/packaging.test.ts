import { describe, expect, it } from 'vitest';
import { load } from './load';

const { builderArguments, checkFuses, checkRuntime, packageOptions } = await load('packaging.mjs');

const official = { kind: 'official', version: '45.4.1' };
const registry = { kind: 'registry', version: '33.2.1' };

describe('packaging', () => {
  it('refuses to ship a runtime that is not the Electron project’s', () => {
    expect(() => checkRuntime(registry, false)).toThrow('33.2.1');
    expect(() => checkRuntime(registry, true)).not.toThrow();
    expect(() => checkRuntime(official, false)).not.toThrow();
  });

  it('is a test build only where that is asked for', () => {
    expect(packageOptions([], {})).toEqual({ testBuild: false, target: ['--dir'] });
    expect(packageOptions(['--test-build', '--win'], {})).toEqual({ testBuild: true, target: ['--win'] });
    expect(packageOptions([], { BANDEAU_TEST_BUILD: '1' }).testBuild).toBe(true);
  });

  it('opens the inspector in test builds alone', () => {
    const inspector = '-c.electronFuses.enableNodeCliInspectArguments=true';
    const build = (testBuild: boolean) => builderArguments(registry, '/r', { testBuild, target: ['--dir'] });
    const mark = '-c.extraMetadata.testBuild=true';
    expect(build(true)).toEqual(expect.arrayContaining([inspector, mark]));
    expect(build(false)).not.toContain(inspector);
    expect(build(false)).not.toContain(mark);
  });

  it('stops at a fuse that nobody decided about', () => {
    expect(() => checkFuses([0, 7, 8])).not.toThrow();
    expect(() => checkFuses([7, 8, 9])).toThrow('9');
  });
});
