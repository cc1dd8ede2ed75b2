"""Papers: what stands on them as plain values, and their making as PDF and DOCX.

The only place that imports reportlab and python-docx. What a paper says is put together from
blocks (`content`), so that the PDF, the DOCX and the preview always say the same.
"""
