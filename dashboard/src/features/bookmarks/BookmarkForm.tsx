import { type FormEvent, type KeyboardEvent, type RefObject, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogActions } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { TextAreaField, TextField } from '../../ui/Field.tsx';
import styles from './Bookmarks.module.css';
import { type BookmarkWords, readWords } from './bookmark-words.ts';

/** As long as the API takes, in characters. */
const MAX_TITLE = 200;
const MAX_NOTE = 2_000;

type BookmarkFormProps = {
  readonly initial?: BookmarkWords;
  readonly titleRef: RefObject<HTMLInputElement | null>;
  readonly error: unknown;
  readonly busy: boolean;
  readonly onSave: (words: BookmarkWords) => void;
  readonly onLeave: () => void;
};

/** Title and note. Enter saves in both; in the note Shift and Enter begin a line. */
export function BookmarkForm({ initial, titleRef, error, busy, onSave, onLeave }: BookmarkFormProps) {
  const [untitled, setUntitled] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = readWords(new FormData(event.currentTarget));
    setUntitled(words.title === '');
    if (words.title === '') titleRef.current?.focus();
    else if (!busy) onSave(words);
  };
  const onNoteKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        ref={titleRef}
        label={t('bookmarks.title')}
        name="title"
        dir="auto"
        maxLength={MAX_TITLE}
        autoComplete="off"
        defaultValue={initial?.title}
        aria-invalid={untitled || undefined}
      />
      {untitled && (
        <p className={styles.fault} role="alert">
          {t('bookmarks.titleMissing')}
        </p>
      )}
      <TextAreaField
        label={t('bookmarks.note')}
        name="note"
        dir="auto"
        rows={3}
        maxLength={MAX_NOTE}
        defaultValue={initial?.note}
        onKeyDown={onNoteKey}
      />
      {error !== null && error !== undefined && <ErrorNote error={error} />}
      <DialogActions>
        <Button onClick={onLeave}>{t('action.cancel')}</Button>
        <Button type="submit" look="primary" busy={busy}>
          {t('bookmarks.save')}
        </Button>
      </DialogActions>
    </form>
  );
}
