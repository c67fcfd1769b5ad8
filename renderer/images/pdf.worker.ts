// pdf.js reads a PDF here; the window holds the other end and ends it when it runs on.
import 'pdfjs-dist/build/pdf.worker.min.mjs'
