import { type FormEvent, type RefObject, useRef, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { wantedMoment } from '../../playback/playhead.store.ts';
import { formatDateTime } from '../../time/format.ts';
import { serverNow } from '../../time/server-clock.ts';
import { currentZone, instantsAt, offsetName, toWallTime, zoneName } from '../../time/zone.ts';
import { Button } from '../../ui/Button.tsx';
import { DateTimeField } from '../../ui/DateTimeField.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { Segmented } from '../../ui/Segmented.tsx';

type GoToTimeProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onGo: (at: number) => void;
};

/** Asks for a date and a time, by the clocks that the page shows. */
export function GoToTime({ open, onClose, onGo }: GoToTimeProps) {
  const field = useRef<HTMLInputElement>(null);
  const go = (at: number) => {
    onClose();
    onGo(at);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={t('goTo.title')}
      initialFocus={field}
    >
      <TimeForm field={field} onCancel={onClose} onGo={go} />
    </Dialog>
  );
}

type TimeFormProps = {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onCancel: () => void;
  readonly onGo: (at: number) => void;
};

/** Of a time that comes twice it asks which one is meant; one that clocks skip it does not take. */
function TimeForm({ field, onCancel, onGo }: TimeFormProps) {
  const zone = currentZone();
  const [text, setText] = useState(() => toWallTime(wantedMoment() ?? serverNow(), zone));
  const [pass, setPass] = useState('0');
  const instants = instantsAt(text, zone);
  const at = instants[Number(pass)] ?? instants[0];
  const future = at !== undefined && at > serverNow();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (at !== undefined && !future) onGo(at);
  };

  return (
    <form onSubmit={submit}>
      <DateTimeField
        ref={field}
        label={t('goTo.time', { zone: zoneName(at ?? serverNow(), zone) })}
        exactness="second"
        value={text}
        invalid={at === undefined || future}
        onChange={setText}
      />
      {instants.length > 1 && (
        <Segmented
          label={t('goTo.which')}
          stretch
          options={instants.map((instant, index) => ({
            value: String(index),
            text: offsetName(instant, zone),
          }))}
          value={pass}
          onChange={setPass}
        />
      )}
      {text !== '' && at === undefined && <p role="status">{t('goTo.skipped')}</p>}
      {future && <p role="status">{t('goTo.future', { time: formatDateTime(serverNow(), zone) })}</p>}
      <DialogActions>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button type="submit" look="primary">
          {t('goTo.go')}
        </Button>
      </DialogActions>
    </form>
  );
}
