import type { Services } from '../../services'
import type { Handlers } from '../register'

export const chartHandlers = ({ patients, exams, images, handouts }: Services) =>
  ({
    'patients.search': patients.search,
    'patients.get': patients.get,
    'patients.similar': patients.similar,
    'patients.register': patients.register,
    'patients.update': patients.update,
    'patients.visits': patients.visits,
    'exams.start': exams.start,
    'exams.followUp': exams.followUp,
    'exams.drafts': exams.drafts,
    'exams.openDraft': exams.openDraft,
    'exams.context': exams.context,
    'exams.saveDraft': exams.saveDraft,
    'exams.closeDraft': exams.closeDraft,
    'exams.sign': exams.sign,
    'exams.get': exams.get,
    'exams.history': exams.history,
    'images.begin': images.begin,
    'images.chunk': images.chunk,
    'images.finish': images.finish,
    'images.cancel': images.cancel,
    'images.thumbnail': images.thumbnail,
    'images.list': images.list,
    'images.remove': images.remove,
    'handouts.preview': handouts.preview,
    'handouts.print': handouts.print,
    'handouts.given': handouts.given,
    'notes.text': handouts.noteText,
    'notes.print': handouts.printNote,
  }) satisfies Partial<Handlers>
