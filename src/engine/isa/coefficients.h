#ifndef BCA_ENGINE_ISA_COEFFICIENTS_H
#define BCA_ENGINE_ISA_COEFFICIENTS_H

/* Made by tests/oracle/fit_lanes.py, which says what each part is. Coefficients of
 * powers of (x - middle), lowest first. */

/* log_part on [0, 0.0294373], middle 0: relative error 5.5e-17 */
#define BCA_LOG_COEFFICIENTS                                                           \
    0x1.5555555555555p-1, 0x1.9999999999a38p-2, 0x1.2492492476cccp-2,                  \
        0x1.c71c720159177p-3, 0x1.745cf9048dd95p-3, 0x1.3b1c355a8f7a2p-3,              \
        0x1.0fbe95d716020p-3, 0x1.0c039c49989c6p-3

/* exp_part on [-0.346574, 0.346574], middle 0: relative error 7.6e-18 */
#define BCA_EXP_COEFFICIENTS                                                           \
    0x1.0000000000000p-1, 0x1.5555555555555p-3, 0x1.5555555555557p-5,                  \
        0x1.1111111111111p-7, 0x1.6c16c16c15a6cp-10, 0x1.a01a01a0196aep-13,            \
        0x1.a01a01a9e80fep-16, 0x1.71de3a5aa6edbp-19, 0x1.27e4d41d6f553p-22,           \
        0x1.ae642c8730352p-26, 0x1.1f7f2000f4cf3p-29, 0x1.61bfa22dd3437p-33

/* score_part on [0, 6.25], middle 1.5: relative error 5.2e-17 */
#define BCA_SCORE_COEFFICIENTS                                                         \
    0x1.c54ba7dbb52b6p+1, 0x1.6a9044bd7129fp-1, 0x1.46272efa4d599p-9,                  \
        -0x1.83d783e1fed64p-8, 0x1.0777b990857cfp-11, 0x1.14462d7bf58d7p-14,           \
        -0x1.fde8f01264f73p-17, -0x1.8b44b4e1c712dp-23, 0x1.6577400f74de6p-22,         \
        -0x1.5f6e7574e7d42p-26, -0x1.8892fa07fdfd0p-28, 0x1.d6b4a3a97ee19p-31,         \
        0x1.1b802395aa5d9p-34, -0x1.9e05e9e2fb37ep-36, 0x1.05fe0847a9b9ap-42,          \
        0x1.1fb07858a8d94p-41, -0x1.6fc3b2ea72ab5p-45, -0x1.49f3a513447fdp-47,         \
        0x1.e722195f619f1p-50, 0x1.0d6258bb23100p-53, -0x1.56457fa44e703p-54,          \
        0x1.b57c926a78a4cp-57, -0x1.2d95062b14019p-60, 0x1.cbad45b153cacp-65,          \
        -0x1.33294645ba9c7p-70

/* score_part of the square on [2.5, 4], middle 3.25: relative error 8.7e-17 */
#define BCA_SCORE_TAIL_COEFFICIENTS                                                    \
    0x1.171f182e77876p+3, 0x1.6bf14fa6fc347p+1, 0x1.f1c95c5e7386bp-7,                  \
        -0x1.5bab4c3adb55ap-7, 0x1.cdd2bb96b4517p-8, -0x1.38f1f69641d7fp-8,            \
        0x1.616921a6c012ap-9, -0x1.073e9fddb5453p-10, 0x1.1d17ba028bed4p-14,           \
        0x1.950de00e4c808p-13, -0x1.18b083745e9a0p-13, 0x1.27c3aeb15b345p-15,          \
        0x1.165664c64cc2bp-17, -0x1.7a73590a92896p-17, 0x1.191964cf3364bp-18,          \
        -0x1.16fe67b872e8ep-24, -0x1.7275a6a84d035p-21, 0x1.79fb124ef1411p-22,         \
        -0x1.185c3abe9ce07p-24, -0x1.aa2a66281af51p-26, 0x1.c842db2eade6cp-26,         \
        -0x1.310dd6735a75ep-27, -0x1.c20535ac80326p-30, 0x1.aaa0025d75b9ap-30

/* score_part of the square on [4, 6.5], middle 5.25: relative error 2.8e-17 */
#define BCA_SCORE_FAR_COEFFICIENTS                                                     \
    0x1.cdd2a5effeac9p+3, 0x1.6dbacef4f13f4p+1, -0x1.96cbc475f3a46p-11,                \
        -0x1.bd02721db2124p-12, 0x1.471f5adc3b1eap-13, -0x1.4cb8858b73c5ap-15,         \
        0x1.27fe5c6d1e895p-17, -0x1.eb7ffb828a34bp-20, 0x1.8d98fb6a6b7e2p-22,          \
        -0x1.55fd06033cf88p-24, 0x1.7c00f4961f798p-26, -0x1.37d0df18d2e13p-27,         \
        0x1.3cd9f9d0e1817p-28, -0x1.3ff4444abf809p-29, 0x1.21fa614837d38p-30,          \
        -0x1.beb627a47279cp-32, 0x1.103d0a0049994p-33, -0x1.cb4fa964a985dp-36,         \
        0x1.e1cfe6c7f14b7p-40, 0x1.51b4127ec6260p-39, -0x1.10ea6839d0f27p-39,          \
        0x1.470d48c10e445p-41, 0x1.f682ca92514dbp-46, -0x1.37b23445d21a0p-45

#endif
