import type { Services } from '../../services'
import type { Handlers } from '../register'

export const paperHandlers = ({ handouts, translations }: Services) =>
  ({
    'handouts.open': handouts.open,
    'handouts.preview': handouts.preview,
    'handouts.print': handouts.print,
    'handouts.given': handouts.given,
    'handouts.reprint': handouts.reprint,
    'handouts.printAll': handouts.printAll,
    'printers.list': handouts.printers,
    'notes.text': handouts.noteText,
    'notes.print': handouts.printNote,
    'translations.standings': translations.standings,
    'translations.list': translations.list,
    'translations.comment': translations.comment,
    'translations.sign': translations.sign,
    'translations.withdraw': translations.withdraw,
  }) satisfies Partial<Handlers>
