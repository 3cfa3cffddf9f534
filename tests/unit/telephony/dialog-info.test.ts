import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDialogInfo } from '../../../electron/telephony/documents/dialog-info.ts';
import { dialog, dialogInfo } from '../../../electron/training/telephony/documents.ts';
import { Exchange } from '../../../electron/training/telephony/exchange/exchange.ts';
import { hostileDocument } from '../../../electron/training/telephony/faults.ts';

const position = { number: '1501', label: 'Position 1', registered: true };

const drop = (text: string): string => {
  const read = parseDialogInfo(text);
  return read.ok ? 'read' : read.drop;
};

/** RFC 4235 §6.1 in substance, with a prefix for the namespace as some exchanges write it. */
const standard = `<?xml version="1.0"?>
<d:dialog-info xmlns:d="urn:ietf:params:xml:ns:dialog-info" version="3" state="partial" entity="sip:alice@example.com">
  <d:dialog id="as7d900as8" call-id="a84b4c76e66710" local-tag="1928301774" remote-tag="456887766" direction="initiator">
    <d:state event="rejected" code="486">terminated</d:state>
    <d:duration>274</d:duration>
    <d:replaces call-id="hg287s98s89" local-tag="6762h7" remote-tag="09278hsb"/>
    <d:referred-by>sip:bob@example.com</d:referred-by>
    <d:local>
      <d:identity display="Alice">sip:alice@example.com</d:identity>
      <d:target uri="sip:alice@pc33.example.com"><d:param pname="+sip.rendering" pvalue="no"/></d:target>
    </d:local>
    <d:remote>
      <d:identity display="L&#xE9;a &amp; Bob">sip:bob@example.org</d:identity>
      <d:target uri="sip:bobster@phone21.example.org"/>
    </d:remote>
  </d:dialog>
</d:dialog-info>`;

describe('a dialog-info document', () => {
  test('is read with the capital that Kamailio gives to the first state', () => {
    const read = parseDialogInfo(standard.replace('>terminated<', '>Trying<'));
    expect(read).toMatchObject({ ok: true, value: { dialogs: [{ state: 'trying' }] } });
  });

  test('is read in full, whatever the prefix', () => {
    expect(parseDialogInfo(standard)).toEqual({
      ok: true,
      value: {
        version: 3,
        state: 'partial',
        entity: 'sip:alice@example.com',
        dialogs: [
          {
            id: 'as7d900as8',
            callId: 'a84b4c76e66710',
            localTag: '1928301774',
            remoteTag: '456887766',
            direction: 'initiator',
            state: 'terminated',
            event: 'rejected',
            duration: 274,
            replaces: 'hg287s98s89',
            referredBy: 'sip:bob@example.com',
            local: {
              uri: 'sip:alice@example.com',
              displayName: 'Alice',
              target: 'sip:alice@pc33.example.com',
              rendering: false,
            },
            remote: {
              uri: 'sip:bob@example.org',
              displayName: 'Léa & Bob',
              target: 'sip:bobster@phone21.example.org',
              rendering: null,
            },
          },
        ],
      },
    });
  });

  test('survives being written and read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.boolean(), (displayName, held) => {
        const legible = displayName.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '');
        const exchange = new Exchange({ numbers: [position], answerAfter: 0, behaviour: () => 'no-answer' });
        const id = exchange.ring('1501', { number: '18', displayName: legible });
        exchange.answer(id);
        if (held) exchange.hold(id);
        const dialogs = exchange.legsAt('1501').map((leg) => dialog(leg, { domain: 'x' }));
        const read = parseDialogInfo(dialogInfo('1501', 'x', 4, dialogs.join('')));
        exchange.stop();
        expect(read).toMatchObject({
          ok: true,
          value: { dialogs: [{ local: { rendering: !held }, remote: { displayName: legible } }] },
        });
      }),
    );
  });
});

describe('a hostile document is dropped by name', () => {
  test.for([
    ['oversized-document', 'oversized'],
    ['entity-bomb', 'doctype'],
    ['deep-document', 'too-deep'],
    ['malformed-document', 'malformed'],
    ['old-version', 'invalid'],
  ] as const)('%s: %s', ([kind, name]) => {
    expect(drop(hostileDocument(kind))).toBe(name);
  });

  test('too many dialogs, an unknown state, another root, an external entity, nothing', () => {
    const open = '<dialog-info version="1" state="full" entity="x">';
    const many = '<dialog id="1"><state>early</state></dialog>';
    expect(drop(`${open}${many.repeat(65)}</dialog-info>`)).toBe('invalid');
    expect(drop(`${open}${'<a/>'.repeat(3_000)}</dialog-info>`)).toBe('too-many');
    expect(drop(`${open}<dialog id="1"><state>asleep</state></dialog></dialog-info>`)).toBe('invalid');
    expect(drop('<reginfo version="1" state="full"/>')).toBe('invalid');
    expect(drop(`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${open}&e;</dialog-info>`)).toBe(
      'doctype',
    );
    expect(drop(`${open}&e;</dialog-info>`)).toBe('malformed');
    expect(drop('')).toBe('malformed');
  });

  test('no text makes the parser throw, nor any damage to a good one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(['read', 'malformed', 'invalid', 'doctype']).toContain(drop(text));
      }),
    );
    fc.assert(
      fc.property(fc.nat(standard.length), fc.nat(40), fc.string({ maxLength: 20 }), (at, cut, put) => {
        expect(() => parseDialogInfo(standard.slice(0, at) + put + standard.slice(at + cut))).not.toThrow();
      }),
    );
  });
});
