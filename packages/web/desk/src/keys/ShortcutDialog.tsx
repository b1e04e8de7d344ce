import { Fragment, useState, type ReactNode } from 'react';
import { Modal } from '../kit/Modal.tsx';
import { say } from '../words/say.ts';
import { registry, useKeys } from './keys.ts';
import { isSingle, type Shortcut } from './registry.ts';

let show: () => void = () => {};
/** Opens the list of shortcuts. */
export const showShortcuts = (): void => show();

/** All shortcuts that apply where one is, made from the registry. */
export function ShortcutDialog(): ReactNode {
  const [list, setList] = useState<Shortcut[]>();
  show = () => setList(registry.list());
  useKeys(['?', 'F1'].map((keys) => ({ keys, word: 'shell.shortcuts', group: 'shell.keys.everywhere', run: () => show() })));
  const groups = [...new Set(list?.map((one) => one.group))];
  return (
    <Modal open={list !== undefined} onClose={() => setList(undefined)} title={say('shell.shortcuts')}>
      {!registry.single() && <p>{say('shell.single-keys.off')}</p>}
      {groups.map((group) => (
        <Fragment key={group}>
          <h3>{say(group)}</h3>
          <dl className="shortcuts">
            {list!.filter((one) => one.group === group && (registry.single() || !isSingle(one.keys))).map((one) => (
              <div key={one.keys}>
                <dt>{one.keys.split(' ').map((key, index) => <Fragment key={key}>{index > 0 && ' '}<kbd>{key}</kbd></Fragment>)}</dt>
                <dd>{say(one.word)}</dd>
              </div>
            ))}
          </dl>
        </Fragment>
      ))}
    </Modal>
  );
}
