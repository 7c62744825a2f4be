select distinct variable_name, question_number, question_da, question_en from pub_codebook
