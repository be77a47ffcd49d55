#include "report/template_file.h"
#include "report/worksheet_parts.h"

/* The worksheet as LaTeX: its templates. */

static const bca_template_part parts[BCA_SHEET_PARTS] = {
    [BCA_SHEET_FRAME] = {"worksheet.tex", bca_sheet_frame_slots},
    [BCA_SHEET_LAYOUT] = {"layout.tex", bca_sheet_layout_slots},
    [BCA_SHEET_PROGRAM] = {"program.tex", bca_sheet_program_slots},
};

const char *
bca_worksheet_template(size_t i)
{
    return i < BCA_SHEET_PARTS ? parts[i].file : NULL;
}

void
bca_sheet_write(const bca_sheet *sheet, bca_sheet_part part, FILE *out)
{
    bca_template_write(&sheet->templates[part], parts[part].slots(), sheet, out);
}

bca_status
bca_worksheet_write(const bca_worksheet *worksheet, const char *templates,
                    const bca_annual_facts *facts, bca_findings *findings, FILE *out,
                    bca_error *err)
{
    bca_file files[BCA_SHEET_PARTS];
    const bca_sheet sheet = {worksheet, facts, files, NULL};
    bca_status st =
        bca_templates_load(files, parts, BCA_SHEET_PARTS, templates, findings, err);

    if (st != BCA_OK)
        return st;
    bca_sheet_write(&sheet, BCA_SHEET_FRAME, out);
    if (ferror(out))
        return bca_fail(err, BCA_EIO, "worksheet.tex could not be written");
    return BCA_OK;
}
