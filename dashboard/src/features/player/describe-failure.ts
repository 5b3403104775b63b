import { isProblem } from '../../api/errors.ts';
import { describeError } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import type { PlayerFailure } from './player-machine.ts';

type Description = { readonly title: string; readonly text: string; readonly canRetry: boolean };

/** A failure in the viewer's words, and whether trying again could help. */
export function describeFailure(failure: PlayerFailure): Description {
  switch (failure.kind) {
    case 'unsupported':
      return { title: t('player.unsupported.title'), text: t('player.unsupported.text'), canRetry: false };
    case 'undecodable':
      return { title: t('player.undecodable.title'), text: t('player.undecodable.text'), canRetry: true };
    case 'problem': {
      const { error } = failure;
      const stays = isProblem(error, 'permission-missing') || isProblem(error, 'camera-not-found');
      return { ...describeError(error), canRetry: !stays };
    }
  }
}
