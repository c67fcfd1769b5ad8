/** Where a visit is charted (draft) or read (signed). */
export const examPath = (examId: string): string => `/exams/${examId}`
